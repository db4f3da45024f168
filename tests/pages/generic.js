"use strict";

const form = document.querySelector("#listing");
window.saves = [];
form.addEventListener("submit", (event) => {
  event.preventDefault();
  saves.push(submitted());
});
window.submitted = () => Object.fromEntries(new FormData(form));
window.ready = () => true;
