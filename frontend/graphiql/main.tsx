/** The entry point of GraphiQL at /graphiql. */
import { createRoot } from "react-dom/client";

import "../src/ui/fonts.css";
import "../src/ui/tokens.css";
import "../src/ui/page-tokens.css";
import "./page.css";
import { applyTheme } from "../src/ui/theme";
import { Explorer } from "./Explorer";

const root = document.getElementById("app");
if (!root) throw new Error("#app is missing");
applyTheme();
createRoot(root).render(<Explorer />);
