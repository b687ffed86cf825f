import { effect } from "../signals.ts";
import { render } from "preact";
import { panelI18n } from "../i18n.ts";
import { readTheme } from "./address.ts";
import "./frame.css";
import { createSignInModel, readSignInAddress } from "./sign-in-model.ts";
import { SignInStates } from "./sign-in-states.tsx";

const address = readSignInAddress(location.search);
const i18n = panelI18n(address.locale ?? navigator.language);
const place = document.getElementById("page");
document.documentElement.lang = i18n.locale;
document.documentElement.dataset["theme"] =
  readTheme(new URLSearchParams(location.search).get("theme")) ?? "auto";
document.documentElement.dataset["page"] = "sign-in";

const model = createSignInModel(window, address);
place?.replaceChildren();
effect(() => {
  if (place) render(<SignInStates model={model} i18n={i18n} />, place);
});
void model.begin();
