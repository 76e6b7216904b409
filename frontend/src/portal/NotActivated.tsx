/** Said wherever a partner whose SMS actions are not activated would wonder why nothing works: 4015 in words. */
import { activation } from "../i18n/home";

export function NotActivated({ partner }: { partner: string }) {
  return (
    <div class="notice wait">
      <strong>{activation.title(partner)}</strong>
      <p>
        {activation.why} {activation.ask}
      </p>
    </div>
  );
}
