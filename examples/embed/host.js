// The EHR's own script: loads the composer from Textgate, and tells it where tokens come from.
const { textgate } = await (await fetch("config")).json();
await import(`${textgate}/embed/v1/composer.js`);

const composer = document.querySelector("textgate-composer");
const outcome = document.querySelector("#outcome");

// Asks the EHR's own server, which knows who is signed in there and asks Textgate for a token in turn.
composer.fetchToken = async () => {
  const answer = await fetch("token", { method: "POST" });
  return (await answer.json()).token;
};
composer.addEventListener("composer-sent", (event) => {
  outcome.textContent = `Accepted: ${event.detail}`;
});
composer.addEventListener("composer-close", () => {
  outcome.textContent ||= "Closed";
});
const button = document.querySelector("#text");
button.addEventListener("click", () => composer.open());
button.disabled = false;
