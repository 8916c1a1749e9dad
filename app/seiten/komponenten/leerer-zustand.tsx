import type { ComponentChildren } from 'preact';

/** Says what will appear here, and what to do meanwhile. */
export function LeererZustand({ titel, children }: { titel: string; children?: ComponentChildren }) {
  return (
    <div class="haus-leer">
      <p class="haus-leer__titel">{titel}</p>
      {children}
    </div>
  );
}
