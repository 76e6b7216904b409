/** The dialog that turns on two-factor authentication: shows a secret and verifies a code. */
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";

import { confirmSecondFactor, offerSecondFactor } from "../api/auth";
import { ApiError } from "../api/client";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { profile } from "../i18n/profile";
import { useSession } from "../session";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { TextField } from "../ui/Field";
import { PasswordField } from "../ui/PasswordField";
import { useForm, type Errors } from "../ui/useForm";
import { Failure, Skeleton } from "../ui/Waiting";
import { QrCode } from "./QrCode";
import { refusalOf } from "./refusals";

interface AddSecondFactorProps {
  onClose: () => void;
  onDone: (message: string) => void;
}

interface Offer {
  secret: string;
  uri: string;
}

export function AddSecondFactor({ onClose, onDone }: AddSecondFactorProps) {
  const { whileSignedIn } = useSession();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const loadOffer = useCallback(() => {
    setError(null);
    whileSignedIn(offerSecondFactor).then(setOffer, (caught: unknown) =>
      setError(caught instanceof ApiError ? caught : new ApiError("INTERNAL", String(caught))),
    );
  }, [whileSignedIn]);
  useEffect(loadOffer, [loadOffer]);
  return (
    <Dialog title={profile.addTitle} onClose={onClose}>
      {offer ? (
        <ConfirmForm offer={offer} onClose={onClose} onDone={onDone} />
      ) : (
        <div class="dialog-body">
          {error ? <Failure error={error} onRetry={loadOffer} /> : <Skeleton lines={4} />}
        </div>
      )}
    </Dialog>
  );
}

type Names = "secretCode" | "password";

function ConfirmForm({ offer, onClose, onDone }: AddSecondFactorProps & { offer: Offer }) {
  const { setSession, whileSignedIn } = useSession();
  const { secret, uri } = offer;
  // Groups of letters are easier to type; authenticator apps ignore the spaces.
  const groups = useMemo(() => secret.match(/.{1,4}/g)?.join(" ") ?? secret, [secret]);
  const form = useForm<Names>({
    initial: { secretCode: "", password: "" },
    validate: ({ secretCode, password }) => {
      const errors: Errors<Names> = {};
      if (!secretCode.trim()) errors.secretCode = common.required(profile.secretCode);
      if (!password) errors.password = common.required(people.password);
      return errors;
    },
    submit: async ({ secretCode, password }) => {
      const input = { password, secret, secretCode: secretCode.replaceAll(/\s/g, "") };
      try {
        const session = await whileSignedIn(() => confirmSecondFactor(input));
        onDone(profile.added);
        setSession(session);
      } catch (error) {
        const { field, message } = refusalOf(error, false);
        return { [field === "password" || field === "secretCode" ? field : ""]: message };
      }
    },
  });
  return (
    <DialogForm form={form} save={profile.confirm} saving={profile.confirming} onClose={onClose}>
      <p>{profile.scan}</p>
      <QrCode text={uri} label={profile.scanName} />
      <p>
        {profile.byHand}
        <br />
        <code class="secret">{groups}</code>
      </p>
      <p>
        <a href={uri}>{profile.openApp}</a>
      </p>
      <p class="hint">{profile.onlyNow}</p>
      <TextField
        label={profile.secretCode}
        field={form.field("secretCode")}
        hint={people.codeHint}
        inputMode="numeric"
        autocomplete="one-time-code"
        required
      />
      <PasswordField
        label={profile.currentPassword}
        field={form.field("password")}
        autocomplete="current-password"
        required
      />
    </DialogForm>
  );
}
