/** A few choices of which one holds, all visible: for a filter that always has a value. */
interface SegmentsProps {
  label: string;
  options: readonly (readonly [value: string, label: string])[];
  value: string;
  onChoose: (value: string) => void;
}

export function Segments({ label, options, value, onChoose }: SegmentsProps) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {options.map(([option, text]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onChoose(option)}>
          {text}
        </button>
      ))}
    </div>
  );
}
