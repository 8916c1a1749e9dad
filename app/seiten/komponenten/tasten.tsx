/** `taste` as written on the key: "J", "Alt + S". */
export type Taste = { readonly taste: string; readonly wirkung: string };

/** What keys do, as a list. */
export function Tasten({ tasten }: { tasten: readonly Taste[] }) {
  return (
    <dl class="haus-tasten">
      {tasten.map(({ taste, wirkung }) => (
        <div>
          <dt>
            <kbd>{taste}</kbd>
          </dt>
          <dd>{wirkung}</dd>
        </div>
      ))}
    </dl>
  );
}
