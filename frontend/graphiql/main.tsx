/** The entry point of GraphiQL at /graphiql. */
import { createRoot } from "react-dom/client";

import "../src/ui/tokens.css";
import "./page.css";
import { Explorer } from "./Explorer";

const place = document.getElementById("app");
if (!place) throw new Error("no place for the page");
createRoot(place).render(<Explorer />);
