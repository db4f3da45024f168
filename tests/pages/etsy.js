// The form is controlled: a state object follows input events and is what Publish sends.
"use strict";

const form = document.querySelector("#listing");
const state = Object.fromEntries(new FormData(form));
state.tags = [...document.querySelectorAll("#field-tags li")].map((item) => item.textContent);

form.addEventListener("input", ({ target }) => {
  if (target.name) state[target.name] = target.value;
});
window.submitted = () => structuredClone(state);
window.ready = () => true;
