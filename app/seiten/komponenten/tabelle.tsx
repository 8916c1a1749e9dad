import type { ComponentChildren } from 'preact';
import { LeererZustand } from './leerer-zustand.tsx';

export type Spalte = {
  readonly titel: string;
  /** Figures stand right. */
  readonly zahl?: boolean;
  /** The cell that names its row; one column at most. */
  readonly zeilenkopf?: boolean;
  /** The value explains itself: stacked on a phone it stands without the title of its column, two in a line. */
  readonly selbsterklaerend?: boolean;
};

export type TabellenZeile = {
  /** Anchor of the row, so that a list keeps its place: "#v-0198…". */
  readonly id?: string;
  readonly zellen: readonly ComponentChildren[];
  /** Stands out, such as the case just worked on. */
  readonly hervor?: boolean;
};

type TabelleProps = {
  /** Unique on the page. */
  id: string;
  titel: string;
  /** The title stands above already. */
  titelVersteckt?: boolean;
  spalten: readonly Spalte[];
  zeilen: readonly TabellenZeile[];
  /** Narrow rows for staff. */
  dicht?: boolean;
  /** On a phone each row becomes a small card instead of a table to scroll. */
  stapeln?: boolean;
  /** What is said in its place when it has no rows. */
  leer?: string;
};

/** A table in a region that scrolls sideways by keyboard, too. */
export function Tabelle(p: TabelleProps) {
  if (p.leer !== undefined && p.zeilen.length === 0) return <LeererZustand titel={p.leer} />;
  const klassen = ['kern-table', p.dicht && 'haus-tabelle--dicht', p.stapeln && 'haus-tabelle--stapeln'];
  return (
    <section class="kern-table-responsive haus-tabelle" aria-labelledby={`${p.id}-titel`} tabindex={0}>
      {/* the roles keep it a table for screen readers when rows are stacked by CSS */}
      <table class={klassen.filter(Boolean).join(' ')} role="table">
        <caption id={`${p.id}-titel`} class={p.titelVersteckt ? 'kern-sr-only' : 'kern-title'}>
          {p.titel}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {p.spalten.map((s) => (
              <th scope="col" role="columnheader" class={zelle('header', s)}>
                {s.titel}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="kern-table__body" role="rowgroup">
          {p.zeilen.map((z) => (
            <tr id={z.id} class={z.hervor ? 'kern-table__row haus-zeile--hervor' : 'kern-table__row'} role="row">
              {p.spalten.map((s, i) =>
                s.zeilenkopf ? (
                  <th
                    scope="row"
                    role="rowheader"
                    class={zelle('header', s, alleinIn(p.spalten, i))}
                    data-titel={s.selbsterklaerend ? undefined : s.titel}
                  >
                    {z.zellen[i]}
                  </th>
                ) : (
                  <td
                    role="cell"
                    class={zelle('cell', s, alleinIn(p.spalten, i))}
                    data-titel={s.selbsterklaerend ? undefined : s.titel}
                  >
                    {z.zellen[i]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const zelle = (art: 'header' | 'cell', { zahl }: Spalte, allein = false): string =>
  [`kern-table__${art}`, zahl && `kern-table__${art}--numeric`, allein && 'haus-zelle--allein']
    .filter(Boolean)
    .join(' ');

/** Of values that explain themselves two share a line of a card; the last of an odd number has its line to itself. */
function alleinIn(spalten: readonly Spalte[], i: number): boolean {
  if (spalten[i + 1]?.selbsterklaerend) return false;
  const davor = spalten.slice(0, i + 1).findLastIndex((s) => !s.selbsterklaerend);
  return (i - davor) % 2 === 1;
}
