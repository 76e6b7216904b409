/** The page that imports a file of practices or locations: choose a file, check its preview, start. */
import { useRef, useState } from "preact/hooks";

import { ApiError } from "../api/client";
import { explain } from "../i18n/common";
import { imports } from "../i18n/imports";
import { navigate, type PageProps } from "../router";
import { useSession } from "../session";
import { DownloadButton } from "../ui/DownloadButton";
import { FileField } from "../ui/FileField";
import { Page } from "../ui/Page";
import { FilePreview } from "./FilePreview";
import { RecentImports } from "./RecentImports";
import { MAX_FILE, previewOf, startImport, type Preview } from "./uploads";
import "../ui/details.css";
import "../ui/portal.css";

interface Chosen {
  file: File;
  preview: Preview;
}

const wordsOf = (error: unknown) =>
  explain(error instanceof ApiError ? error : new ApiError("INTERNAL", String(error)));

export function ImportAccounts(_: PageProps) {
  const { whileSignedIn } = useSession();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // The file that was chosen last: an earlier preview may arrive later.
  const newest = useRef<File | null>(null);

  /** Runs one request; shows why it failed. */
  const act = async (call: () => Promise<void>) => {
    setIsBusy(true);
    setFailure(null);
    try {
      await whileSignedIn(call);
    } catch (error) {
      setFailure(wordsOf(error));
    }
    setIsBusy(false);
  };
  const choose = (file: File) => {
    newest.current = file;
    if (file.size > MAX_FILE) return setFailure(imports.tooLarge);
    void act(async () => {
      const preview = await previewOf(file);
      if (newest.current === file) setChosen({ file, preview });
    });
  };
  const start = (file: File) => {
    if (isBusy) return;
    void act(async () => navigate(`/accounts/import/${await startImport(file)}`));
  };

  return (
    <Page title={imports.title}>
      {chosen ? (
        <>
          {failure && (
            <p class="notice bad" role="alert">
              <span>{failure}</span>
            </p>
          )}
          <FilePreview
            fileName={chosen.file.name}
            preview={chosen.preview}
            isStarting={isBusy}
            onStart={() => start(chosen.file)}
            onOther={() => {
              setChosen(null);
              setFailure(null);
            }}
          />
        </>
      ) : (
        <>
          <p class="muted">{imports.intro}</p>
          <div class="row">
            <span>{imports.templateOf}</span>
            <DownloadButton path="/imports/templates/accounts.csv" label={imports.accountsTemplate} />
            <DownloadButton path="/imports/templates/locations.csv" label={imports.locationsTemplate} />
          </div>
          <FileField
            id="import-file"
            label={imports.file}
            button={isBusy ? imports.reading : imports.choose}
            drop={imports.drop}
            hint={imports.fileHint}
            accept=".csv,.tsv,.txt,text/csv"
            error={failure}
            isBusy={isBusy}
            onFile={choose}
          />
        </>
      )}
      {!chosen && <RecentImports />}
    </Page>
  );
}
