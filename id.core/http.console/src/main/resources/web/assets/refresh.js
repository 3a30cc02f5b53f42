// Takes the page anew and puts its middle in place of the old one.
"use strict";
async function renew() {
  const note = document.getElementById("note");
  try {
    const answer = await fetch("/", { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("page").replaceWith(next.getElementById("page"));
    note.replaceWith(next.getElementById("note"));
  } catch (unreachable) {
    note.textContent = "The system does not answer. The numbers above are old.";
    note.className = "bad";
  }
  setTimeout(renew, 3000);
}
setTimeout(renew, 3000);
