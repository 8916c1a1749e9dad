import type { Ziel } from './typen.ts';

/** Tabs as links: each is a page of its own. `name` says what they switch. */
export function Reiter({ name, ziele, zweite }: { name: string; ziele: readonly Ziel[]; zweite?: boolean }) {
  return (
    <nav class={zweite ? 'haus-reiter haus-reiter--zweite' : 'haus-reiter'} aria-label={name}>
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
