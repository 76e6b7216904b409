/** GraphiQL without persistence and without resources from other hosts. */
import { ToolbarMenu, UnStyledButton, useGraphiQL, useGraphiQLActions, useMonaco } from "@graphiql/react";
import type { Fetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { useEffect, useMemo } from "react";

import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./graphiql.css";
import "./workers";
import { readTheme } from "../src/ui/theme";
import { EXAMPLES, type Example } from "./examples";
import { createMemory } from "./storage";
import { defineThemes, THEMES } from "./themes";
import { words } from "./words";

export function Editor({ fetcher }: { fetcher: Fetcher }) {
  const storage = useMemo(createMemory, []);
  const theme = readTheme();
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      defaultTabs={EXAMPLES}
      editorTheme={THEMES}
      // The theme that the user chose in Textgate; GraphiQL's settings change it for this page.
      {...(theme !== "system" && { defaultTheme: theme })}
      // The token has a separate password field; the headers editor would show it.
      isHeadersEditorEnabled={false}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy, merge }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <ExamplesMenu />
          </>
        )}
      </GraphiQL.Toolbar>
      <Theme />
      <Editors />
    </GraphiQL>
  );
}

/** Opens an unchanged copy of an example in a new tab. */
function ExamplesMenu() {
  const { addTab } = useGraphiQLActions();
  const editors = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  const open = ({ query, variables }: Example) => {
    addTab();
    editors.queryEditor?.setValue(query);
    editors.variableEditor?.setValue(variables ?? "");
  };
  return (
    <ToolbarMenu
      button={
        <UnStyledButton className="graphiql-toolbar-button" aria-label={words.examples} title={words.examples}>
          <svg viewBox="0 0 20 20" className="graphiql-toolbar-icon" aria-hidden="true">
            <path
              d="M4 3h9l3 3v11H4zM7 8h6M7 11h6M7 14h4"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
            />
          </svg>
        </UnStyledButton>
      }
    >
      {EXAMPLES.map((example) => (
        <ToolbarMenu.Item key={example.title} onSelect={() => open(example)}>
          {example.title}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

/** GraphiQL reads the system theme only once: makes the editors follow its changes. */
function Theme() {
  const monaco = useMonaco((state) => state.monaco);
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (monaco) defineThemes(monaco);
  }, [monaco]);
  useEffect(() => {
    if (!monaco) return;
    setTheme(theme);
    if (theme) return;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setTheme(null);
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, [monaco, theme, setTheme]);
  return null;
}

/** Wraps lines, and gives each editor an accessible name. */
function Editors() {
  const editors = useGraphiQL(({ queryEditor, variableEditor, responseEditor }) => ({
    queryEditor,
    variableEditor,
    responseEditor,
  }));
  useEffect(() => {
    editors.queryEditor?.updateOptions({ wordWrap: "on", ariaLabel: words.query });
    editors.variableEditor?.updateOptions({ wordWrap: "on", ariaLabel: words.variables });
    editors.responseEditor?.updateOptions({ ariaLabel: words.response });
  }, [editors]);
  return null;
}
