// The own account: sessions, password, authenticator.
"use strict";

let ending;

function cell(row, text) {
  const made = row.insertCell();
  made.textContent = text;
  return made;
}

function time(text) {
  return text ? new Date(text).toLocaleString() : "";
}

/** Nothing of a person stays on the page when their session is over. */
function over() {
  clearPage();
  location.replace("/login");
}

async function act(work, done) {
  try {
    await work();
    tell(done, true);
  } catch (failed) {
    if (failed.code === "SESSION_INVALID" || failed.code === "TOKEN_INVALID") {
      over();
      return;
    }
    tell(why(failed), false);
  }
}

async function show() {
  const account = await call("GET", "account/sessions");
  document.getElementById("who").textContent = account.name;
  const table = document.getElementById("sessions");
  table.replaceChildren();
  account.sessions.forEach((session) => {
    const row = table.insertRow();
    cell(row, session.browser);
    cell(row, time(session.begunAt));
    cell(row, time(session.lastUsed));
    cell(row, time(session.expiresAt));
    const last = cell(row, "");
    if (session.current) {
      last.textContent = "this one";
      clearTimeout(ending);
      ending = setTimeout(over, Math.max(0, new Date(session.expiresAt) - Date.now()));
    } else {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "End";
      button.addEventListener("click", () => act(async () => {
        await call("DELETE", "account/sessions/" + session.id);
        await show();
      }, "It has ended."));
      last.append(button);
    }
  });
}

document.getElementById("others").addEventListener("click", () => act(async () => {
  await call("POST", "account/sessions/end-others");
  await show();
}, "All other sessions have ended."));

onSend("password", (typed, form) => act(async () => {
  if (typed.get("newPassword") !== typed.get("repeated")) {
    throw { message: "The two new passwords are not the same." };
  }
  await call("PUT", "account/password", {
    password: typed.get("password"),
    code: typed.get("code"),
    newPassword: typed.get("newPassword"),
  });
  form.reset();
  await show();
}, "Your password is changed, and all other sessions have ended."));

onSend("offer", (typed, form) => act(async () => {
  const offered = await call("POST", "account/authenticator", { password: typed.get("password"), code: typed.get("code") });
  form.reset();
  showKey(offered.uri);
  document.getElementById("take").hidden = false;
}, "Add the key to the new authenticator. The old one stays in use until you send a code of the new one."));

onSend("take", (typed, form) => act(async () => {
  await call("PUT", "account/authenticator", { code: typed.get("code") });
  form.reset();
  document.getElementById("uri").removeAttribute("href");
  document.getElementById("key").textContent = "";
  form.hidden = true;
  await show();
}, "The new authenticator is in use, and all other sessions have ended."));

act(show, "");
