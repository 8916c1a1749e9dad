import type { ComponentChildren } from 'preact';

/** Folds away what is rarely needed. Works without script. */
export function Aufklappen({
  titel,
  offen,
  children,
}: {
  titel: ComponentChildren;
  offen?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="kern-accordion" open={offen}>
      <summary class="kern-accordion__header">
        <span class="kern-title kern-title--small">{titel}</span>
      </summary>
      <div class="kern-accordion__body">{children}</div>
    </details>
  );
}
