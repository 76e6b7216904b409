// The EHR page's script: loads the composer from Textgate, and provides embed tokens.
const { textgate } = await (await fetch("config")).json();
await import(`${textgate}/embed/v1/composer.js`);

const composer = document.querySelector("textgate-composer");
const outcome = document.querySelector("#outcome");

// The EHR's server authenticates the user and gets an embed token from Textgate.
composer.fetchToken = async () => {
  const response = await fetch("token", { method: "POST" });
  return (await response.json()).token;
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
