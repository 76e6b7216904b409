/** The entry point of GraphiQL at /graphiql. */
import { createRoot } from "react-dom/client";

import "../src/ui/tokens.css";
import "./page.css";
import { Explorer } from "./Explorer";

const root = document.getElementById("app");
if (!root) throw new Error("#app is missing");
createRoot(root).render(<Explorer />);
