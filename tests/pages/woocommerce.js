// As WordPress does it: TinyMCE over #content, written back into the textarea right before the form is submitted.
"use strict";

const form = document.querySelector("#post");
tinymce.init({
  selector: "#content",
  license_key: "gpl", menubar: false, toolbar: false, statusbar: false, height: 190,
});

window.submitted = () => {
  tinymce.triggerSave();
  return Object.fromEntries(new FormData(form));
};
window.ready = () => tinymce.activeEditor?.initialized === true;
