// Controlled like React: state follows input events, and each render writes the state back into the control,
// so a value that was set without an event is lost at the next one.
"use strict";

const form = document.querySelector("#listing");
const state = Object.fromEntries(new FormData(form));

function render() {
  for (const [name, value] of Object.entries(state)) {
    const control = form.elements[name];
    if (control.value !== value) control.value = value;
  }
}
form.addEventListener("input", ({ target }) => {
  if (target.name) state[target.name] = target.value;
  render();
});

tinymce.init({
  selector: "#product-description",
  license_key: "gpl", menubar: false, toolbar: false, statusbar: false, height: 190,
  setup: (editor) => editor.on("input change keyup undo redo SetContent", () => {
    state.description = editor.getContent();
    render();
  }),
});

window.submitted = () => structuredClone(state);
window.ready = () => tinymce.activeEditor?.initialized === true;
