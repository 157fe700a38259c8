// The SQL editor: highlighting, formatting, Shift-Enter to run. Without CodeMirror the plain text area stays.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const input = document.querySelector("textarea#sql-editor");
  const format = document.querySelector("button#sql-format");
  if (!input || !window.CodeMirror) return;
  const editor = CodeMirror.fromTextArea(input, { lineNumbers: true, lineWrapping: true, mode: "text/x-sql" });
  editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false });
  editor.getInputField().setAttribute("aria-label", "SQL");
  format.hidden = false;
  format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
});
