// The SQL editor: highlighting, formatting, Shift-Enter to run. Works without it as a plain text area.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const input = document.querySelector("textarea#sql-editor");
  const format = document.querySelector("button#sql-format");
  if (!input) return;
  const editor = CodeMirror.fromTextArea(input, { lineNumbers: true, lineWrapping: true, mode: "text/x-sql" });
  editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false });
  editor.getInputField().setAttribute("aria-label", "SQL");
  format.hidden = false;
  format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
});
