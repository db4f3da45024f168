/** Opens the form in a modal dialog of the browser or of its own, and writes down what becomes of that. */
const dialog = document.querySelector("dialog");
window.heard = [];
for (const type of ["cancel", "close"]) dialog.addEventListener(type, () => heard.push(type));
dialog.addEventListener("click", (event) => event.target === dialog && heard.push("outside"));
if (location.search.includes("script")) trap();
else dialog.showModal();

/** As the usual libraries do it: they listen before the page, and look again when the focus leaves. */
function trap() {
  const box = document.createElement("div");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Edit product");
  box.append(...dialog.childNodes);
  dialog.replaceWith(box);
  const back = () => box.querySelector("textarea").focus();
  document.addEventListener("focusin", (event) => box.contains(event.target) || back(), true);
  box.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !box.contains(relatedTarget) && back());
  back();
}
