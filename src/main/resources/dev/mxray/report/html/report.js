"use strict";
for (const button of document.querySelectorAll("button.copy")) {
  const code = button.parentElement.querySelector("code");
  const label = button.textContent;
  button.hidden = false;
  const done = () => {
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  };
  const select = () => {
    getSelection().selectAllChildren(code);
    if (document.execCommand("copy")) done();
  };
  button.addEventListener("click", () => {
    if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(done, select);
    else select();
  });
}
for (const bar of document.querySelectorAll("details")) {
  bar.dataset.open = bar.open ? "1" : "";
}
addEventListener("beforeprint", () => {
  for (const bar of document.querySelectorAll("article details")) bar.open = true;
});
addEventListener("afterprint", () => {
  for (const bar of document.querySelectorAll("article details")) bar.open = bar.dataset.open === "1";
});
