/** A notice that the partner's SMS actions are not activated (4015). */
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
