// "/" goes to the search box of the page, or to the search page where there is none.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const box = document.querySelector("input[type=search]");
  if (box) box.focus();
  else document.querySelector("a[data-key='/']").click();
});
