// Log-in, and the first one with an initial password. Begins nothing by itself: a session takes what a person sends.
"use strict";

onSend("login", async (typed) => {
  await call("POST", "login", { name: typed.name, password: typed.password, code: typed.code });
  location.replace("/account");
});

onSend("first", async (typed) => {
  if (typed.newPassword !== typed.repeated) {
    tell("The two new passwords are not the same.", false);
    return;
  }
  await call("POST", "first-login", {
    name: typed.name,
    initialPassword: typed.initialPassword,
    newPassword: typed.newPassword,
    code: typed.code,
  });
  location.replace("/account");
});

document.getElementById("offer").addEventListener("click", async () => {
  const typed = Object.fromEntries(new FormData(document.getElementById("first")));
  try {
    const offered = await call("POST", "authenticator", { name: typed.name, initialPassword: typed.initialPassword });
    showKey(offered.uri);
    document.getElementById("offered").hidden = false;
  } catch (failed) {
    tell(why(failed), false);
  }
});
