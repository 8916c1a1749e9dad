import type { Ziel } from './typen.ts';

type ReiterProps = {
  name: string;
  ziele: readonly Ziel[];
  /** below the main ones */
  zweite?: boolean;
  /** On a phone they fold into one line that names the current one. */
  faltbar?: boolean;
};

/** Tabs as links: each is a page of its own. `name` says what they switch. */
export function Reiter({ name, ziele, zweite, faltbar }: ReiterProps) {
  const klassen = ['haus-reiter', zweite && 'haus-reiter--zweite', faltbar && 'haus-reiter--faltbar'];
  return (
    <nav class={klassen.filter(Boolean).join(' ')} aria-label={name}>
      {faltbar && <Falte name={name} ziele={ziele} />}
      <ul>
        {ziele.map((z) => (
          <li>
            <ZielLink {...z} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Opens and closes the list that follows it; what waits behind other tabs is told also while it is closed. */
function Falte({ name, ziele }: { name: string; ziele: readonly Ziel[] }) {
  const aktuell = ziele.find((z) => z.aktuell);
  const wartend = ziele.filter((z) => z.anzahl !== undefined && !z.aktuell);
  return (
    <details class="haus-reiter__falte">
      <summary>
        <span class="haus-reiter__name">{name}</span> {aktuell && <strong>{aktuell.titel}</strong>}
        {wartend.map((z) => (
          <span class="haus-anzahl">
            {z.titel} {z.anzahl}
          </span>
        ))}
      </summary>
    </details>
  );
}

/** A titled list of links for the left column. */
export function Spaltenliste({ titel, ziele }: { titel: string; ziele: readonly Ziel[] }) {
  return (
    <nav class="haus-spaltenliste" aria-label={titel}>
      <h2>{titel}</h2>
      <ul>
        {ziele.map((z) => (
          <li>
            <ZielLink {...z} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ZielLink({ titel, weg, anzahl, aktuell }: Ziel) {
  return (
    <a href={weg} aria-current={aktuell ? 'page' : undefined}>
      {titel}
      {anzahl !== undefined && <span class="haus-anzahl"> {anzahl}</span>}
    </a>
  );
}
