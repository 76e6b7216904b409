/** A bar that shows how much of some work is done, with its figures. */
interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** The figures in words. */
  text: string;
}

export function Progress({ label, value, max, text }: ProgressProps) {
  return (
    <div class="progress">
      <progress aria-label={label} value={value} max={Math.max(max, 1)} aria-valuetext={text} />
      <span class="number">{text}</span>
    </div>
  );
}
