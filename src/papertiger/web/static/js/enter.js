// The token comes in the fragment of the address, which browsers send to nobody. It is taken from there, posted, and gone from the history.
"use strict";
const token = new URLSearchParams(location.hash.slice(1)).get("token");
if (token) {
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("entering").hidden = false;
  document.getElementById("enter").hidden = true;
  fetch("/session", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token }),
    redirect: "manual",
  }).finally(() => location.reload());
}
