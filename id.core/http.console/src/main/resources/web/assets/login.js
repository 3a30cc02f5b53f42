// Log-in, and the first one with an initial password. Begins nothing by itself: a session takes what a person sends.
"use strict";

onSend("login", async (typed) => {
  await call("POST", "login", { name: typed.get("name"), password: typed.get("password"), code: typed.get("code") });
  location.replace("/account");
});

onSend("first", async (typed) => {
  if (typed.get("newPassword") !== typed.get("repeated")) {
    tell("The two new passwords are not the same.", false);
    return;
  }
  await call("POST", "first-login", {
    name: typed.get("name"),
    initialPassword: typed.get("initialPassword"),
    newPassword: typed.get("newPassword"),
    code: typed.get("code"),
  });
  location.replace("/account");
});

document.getElementById("offer").addEventListener("click", async () => {
  const typed = new Map(new FormData(document.getElementById("first")));
  try {
    const offered = await call("POST", "authenticator", { name: typed.get("name"), initialPassword: typed.get("initialPassword") });
    showKey(offered.uri);
    document.getElementById("offered").hidden = false;
  } catch (failed) {
    tell(why(failed), false);
  }
});
