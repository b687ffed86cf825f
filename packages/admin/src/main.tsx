import "./styles/console.css";
import { QueryClientProvider } from "@tanstack/preact-query";
import { render } from "preact";
import { createQueries } from "./api/queries.ts";
import { App } from "./app.tsx";
import { SessionContext } from "./session/context.ts";
import { createSessionModel } from "./session/model.ts";
import { startLocale } from "./shell/preferences.ts";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no #app");

try {
  await startLocale();
  const queries = createQueries();
  render(
    <QueryClientProvider client={queries}>
      <SessionContext.Provider value={createSessionModel(queries)}>
        <App />
      </SessionContext.Provider>
    </QueryClientProvider>,
    root,
  );
} catch {
  // Without a catalog there are no words to say it in another language.
  root.textContent = "Tagdeck could not be loaded. Reload the page to try again.";
}
