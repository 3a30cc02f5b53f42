// What the pages of a person share: calls, what is told, and the way out.
"use strict";

/** Calls the server; an answer that is no success is thrown as {code, message}. */
async function call(method, path, body) {
  const answer = await fetch("/staff/v1/" + path, {
    method,
    cache: "no-store",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-Idem-Page": "1" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const content = text === "" ? {} : JSON.parse(text);
  if (!answer.ok) {
    throw content.errors && content.errors[0] ? content.errors[0] : { code: "", message: "The system answers " + answer.status };
  }
  return content;
}

function tell(text, good) {
  const told = document.getElementById("told");
  if (told) {
    told.textContent = text;
    told.className = good ? "good" : "bad";
  }
}

function why(failed) {
  return failed.message ? failed.message : "The system does not answer.";
}

/** Takes everything of a person off the page; needs no server. */
function clearPage() {
  document.querySelectorAll("form").forEach((form) => form.reset());
  const mine = document.getElementById("private");
  if (mine) {
    mine.replaceChildren();
  }
  const who = document.getElementById("who");
  if (who) {
    who.textContent = "";
  }
}

/** The page is cleared before the server is asked: it may not answer. */
async function logOut() {
  clearPage();
  try {
    await call("POST", "logout");
  } catch (unreachable) {
    // The session ends by itself; nothing of it is left here.
  }
  location.replace("/login");
}

/** Carries out what a form is for when it is sent */
function onSend(id, act) {
  const form = document.getElementById(id);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new Map(new FormData(form));
    try {
      await act(typed, form);
    } catch (failed) {
      tell(why(failed), false);
    }
  });
}

/** Shows the key of an authenticator: as a link for this device, and in fours for typing. */
function showKey(uri) {
  document.getElementById("uri").href = uri;
  document.getElementById("key").textContent = new URL(uri).searchParams.get("secret").replace(/(.{4})(?=.)/g, "$1 ");
}

const logout = document.getElementById("logout");
if (logout) {
  logout.addEventListener("click", logOut);
}
// A page that the browser kept from before the log-out is not shown again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    clearPage();
    location.reload();
  }
});
