// A passkey that was stopped, or cannot be used here, is said beside the button that asked for it.
(() => {
  const said = document.getElementById("passkey-said");
  let pressed = null;

  document.addEventListener(
    "click",
    (event) => {
      pressed = event.target.closest("button") || pressed;
      said.hidden = true;
    },
    true,
  );

  document.addEventListener("allauth.error", (event) => {
    if (!event.detail.tags.includes("webauthn")) return;
    event.preventDefault();
    const stopped = ["NotAllowedError", "AbortError"].includes(event.detail.exception.name);
    said.querySelector("p").textContent = stopped ? said.dataset.stopped : said.dataset.failed;
    if (pressed) pressed.after(said);
    said.hidden = false;
  });
})();
