/** `taste` as written on the key: "J", "Alt + S". */
export type Taste = { readonly taste: string; readonly wirkung: string };

/** What the keys of this page do. */
export function Tasten({ titel, tasten }: { titel: string; tasten: readonly Taste[] }) {
  return (
    <details class="haus-tasten">
      <summary>{titel}</summary>
      <dl>
        {tasten.map(({ taste, wirkung }) => (
          <div>
            <dt>
              <kbd>{taste}</kbd>
            </dt>
            <dd>{wirkung}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
