import { Aufklappen } from './aufklappen.tsx';
import { type Skala, skala } from './plot-skala.ts';
import { Tabelle } from './tabelle.tsx';
import type { Texte } from './typen.ts';

/** One series. Missing values (`null`) leave a gap: a plot never invents one. */
export type Plotreihe = {
  readonly name: string;
  /** Bars and lines tell each other apart by pattern, stroke and mark, never by colour alone; a band lies behind them. */
  readonly art: 'saeule' | 'linie' | 'band';
  /** One for each place on the x axis; of a band the lower bound. */
  readonly werte: readonly (number | null)[];
  /** Upper bound of a band. */
  readonly bis?: readonly (number | null)[];
};

export type PlotProps = {
  t: Texte;
  /** Unique on the page. */
  id: string;
  titel: string;
  /** What the plot says, in one sentence: read out in place of the picture, and shown below it. */
  aussage: string;
  /** What the y axis measures: "Fälle", "Stunden". */
  einheit: string;
  /** What the x axis counts: "Woche"; heads the first column of the table. */
  xTitel: string;
  x: readonly string[];
  reihen: readonly Plotreihe[];
  /** How a value is written; by default with at most one decimal place. */
  schreibe?: (wert: number) => string;
};

const BREITE = 640;
const HOEHE = 260;
const RAND = { links: 56, rechts: 12, oben: 26, unten: 40 };
const FELD = { breite: BREITE - RAND.links - RAND.rechts, hoehe: HOEHE - RAND.oben - RAND.unten };
/** so many labels fit below the axis */
const BESCHRIFTUNGEN = 9;

const ZAHL = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
/** with one decimal place, smaller steps of the axis would all read the same */
const FEINSTE = 0.1;

/** A picture of figures over time or over groups, drawn by the server, with the same figures as a table behind it. */
export function Plot(p: PlotProps) {
  const schreibe = p.schreibe ?? ((n: number) => ZAHL.format(n));
  const alle = p.reihen.flatMap((r) => [...r.werte, ...(r.bis ?? [])]).filter((w) => w !== null);
  const y = skala(alle, p.schreibe ? 0 : FEINSTE);
  return (
    <figure class="haus-plot">
      <figcaption class="kern-title" id={`${p.id}-name`}>
        {p.titel}
      </figcaption>
      <Legende {...p} />
      {/* scrolls on a phone, so the keyboard must reach it */}
      <section class="haus-plot__bild" tabindex={0} aria-labelledby={`${p.id}-name`}>
        <svg viewBox={`0 0 ${BREITE} ${HOEHE}`} role="img" aria-label={`${p.titel}. ${p.aussage}`}>
          <Muster id={p.id} anzahl={p.reihen.length} />
          <Achsen {...p} y={y} schreibe={schreibe} />
          {ebenen(p.reihen).map(({ r, i }) => (
            <Reihe id={p.id} r={r} nr={i} reihen={p.reihen} y={y} plaetze={p.x.length} />
          ))}
        </svg>
      </section>
      <p class="haus-plot__aussage">{p.aussage}</p>
      <Aufklappen titel={p.t('haus.plot.tabelle')}>
        <Tabelle
          id={`${p.id}-werte`}
          titel={`${p.titel} (${p.einheit})`}
          titelVersteckt
          dicht
          spalten={[
            { titel: p.xTitel, zeilenkopf: true },
            ...p.reihen.map((r) => ({ titel: r.name, zahl: true as const })),
          ]}
          zeilen={p.x.map((name, i) => ({
            zellen: [name, ...p.reihen.map((r) => zelle(p.t, r, i, schreibe))],
          }))}
        />
      </Aufklappen>
    </figure>
  );
}

function zelle(t: Texte, r: Plotreihe, i: number, schreibe: (n: number) => string): string {
  const [von, bis] = [r.werte[i] ?? null, r.bis?.[i] ?? null];
  if (von === null) return t('haus.plot.ohneWert');
  return bis === null ? schreibe(von) : t('haus.plot.spanne', { von: schreibe(von), bis: schreibe(bis) });
}

/** Bands at the back, then bars, then lines. */
function ebenen(reihen: readonly Plotreihe[]) {
  const rang = { band: 0, saeule: 1, linie: 2 };
  return reihen.map((r, i) => ({ r, i })).sort((a, b) => rang[a.r.art] - rang[b.r.art]);
}

const xOf = (platz: number, plaetze: number): number => RAND.links + ((platz + 0.5) * FELD.breite) / plaetze;
const yOf = (wert: number, y: Skala): number => RAND.oben + FELD.hoehe * (1 - (wert - y.von) / (y.bis - y.von));
const px = (n: number): string => n.toFixed(1);

function Achsen({ x, y, einheit, schreibe }: PlotProps & { y: Skala; schreibe: (n: number) => string }) {
  const jede = Math.ceil(x.length / BESCHRIFTUNGEN);
  return (
    <g class="haus-plot__achsen" aria-hidden="true">
      <text x={0} y={12}>
        {einheit}
      </text>
      {y.marken.map((m) => (
        <>
          <line
            x1={RAND.links}
            x2={BREITE - RAND.rechts}
            y1={px(yOf(m, y))}
            y2={px(yOf(m, y))}
            class={m === 0 ? 'haus-plot__null' : undefined}
          />
          <text x={RAND.links - 8} y={px(yOf(m, y) + 4)} text-anchor="end">
            {schreibe(m)}
          </text>
        </>
      ))}
      {x.map((name, i) =>
        i % jede === 0 ? (
          <text x={px(xOf(i, x.length))} y={HOEHE - RAND.unten + 20} text-anchor="middle">
            {name}
          </text>
        ) : null,
      )}
    </g>
  );
}

type ReiheProps = { id: string; r: Plotreihe; nr: number; reihen: readonly Plotreihe[]; y: Skala; plaetze: number };

function Reihe({ id, r, nr, reihen, y, plaetze }: ReiheProps) {
  const klasse = `haus-plot__${r.art} haus-plot__farbe--${nr % 4}`;
  if (r.art === 'saeule') {
    const saeulen = reihen.map((s, i) => ({ s, i })).filter(({ s }) => s.art === 'saeule');
    const platz = saeulen.findIndex(({ i }) => i === nr);
    const breite = (FELD.breite / plaetze) * (0.76 / saeulen.length);
    return (
      <g class={klasse}>
        {r.werte.map((w, i) => {
          if (w === null) return null;
          const [oben, unten] = [yOf(Math.max(w, 0), y), yOf(Math.min(w, 0), y)];
          const links = xOf(i, plaetze) + (platz - saeulen.length / 2) * breite;
          return (
            <rect
              x={px(links)}
              y={px(oben)}
              width={px(breite)}
              height={px(unten - oben)}
              fill={`url(#${id}-muster-${nr})`}
            />
          );
        })}
      </g>
    );
  }
  return (
    <g class={klasse}>
      {stuecke(r).map((stueck) => (
        <>
          <path
            class={`haus-plot__${r.art === 'band' ? 'flaeche' : 'strich'}`}
            d={r.art === 'band' ? umriss(stueck, y, plaetze) : linie(stueck, y, plaetze)}
          />
          {r.art === 'linie' && stueck.map((s) => <Zeichen nr={nr} x={xOf(s.platz, plaetze)} y={yOf(s.von, y)} />)}
        </>
      ))}
    </g>
  );
}

type Punkt = { platz: number; von: number; bis: number };

/** Runs of places with values: a gap stays a gap. */
function stuecke(r: Plotreihe): Punkt[][] {
  const alle: Punkt[][] = [];
  let offen = false;
  for (const [platz, von] of r.werte.entries()) {
    const bis = r.bis?.[platz] ?? von;
    if (von === null || bis === null) {
      offen = false;
      continue;
    }
    if (!offen) alle.push([]);
    offen = true;
    alle.at(-1)?.push({ platz, von, bis });
  }
  return alle;
}

const folge = (punkte: readonly [number, number][]): string => punkte.map(([x, y]) => `${px(x)} ${px(y)}`).join('L');

const linie = (s: readonly Punkt[], y: Skala, plaetze: number): string =>
  `M${folge(s.map((p) => [xOf(p.platz, plaetze), yOf(p.von, y)]))}`;

/** A band ends half a place before and after its values, so that one alone is still to be seen. */
function umriss(s: readonly Punkt[], y: Skala, plaetze: number): string {
  const halb = FELD.breite / plaetze / 2;
  const seiten = (p: Punkt, wert: number): [number, number][] => [
    [xOf(p.platz, plaetze) - halb, yOf(wert, y)],
    [xOf(p.platz, plaetze) + halb, yOf(wert, y)],
  ];
  const oben = s.flatMap((p) => seiten(p, p.bis));
  const unten = s.flatMap((p) => seiten(p, p.von)).reverse();
  return `M${folge([...oben, ...unten])}Z`;
}

/** Circle, square, triangle, diamond: lines are told apart in grey, too. */
function Zeichen({ nr, x, y }: { nr: number; x: number; y: number }) {
  switch (nr % 4) {
    case 0:
      return <circle cx={px(x)} cy={px(y)} r={4} />;
    case 1:
      return <rect x={px(x - 3.5)} y={px(y - 3.5)} width={7} height={7} />;
    case 2:
      return (
        <path
          d={`M${folge([
            [x, y - 5],
            [x + 5, y + 4],
            [x - 5, y + 4],
          ])}Z`}
        />
      );
    default:
      return (
        <path
          d={`M${folge([
            [x, y - 5],
            [x + 5, y],
            [x, y + 5],
            [x - 5, y],
          ])}Z`}
        />
      );
  }
}

/** Full, hatched upwards, dotted, hatched downwards. */
function Muster({ id, anzahl }: { id: string; anzahl: number }) {
  const inhalt = [
    <rect class="haus-plot__voll" width={8} height={8} />,
    <path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" />,
    <circle class="haus-plot__voll" cx={4} cy={4} r={2} />,
    <path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" />,
  ];
  return (
    <defs>
      {Array.from({ length: anzahl }, (_, nr) => (
        <pattern
          id={`${id}-muster-${nr}`}
          class={`haus-plot__muster haus-plot__farbe--${nr % 4}`}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
        >
          {inhalt[nr % 4]}
        </pattern>
      ))}
    </defs>
  );
}

/** Names beside a small piece of what they look like; left out where there is one series only. */
function Legende({ id, reihen }: PlotProps) {
  if (reihen.length < 2) return null;
  return (
    <ul class="haus-plot__legende">
      {reihen.map((r, nr) => (
        <li>
          <svg
            viewBox="0 0 28 14"
            width="28"
            height="14"
            aria-hidden="true"
            class={`haus-plot__${r.art} haus-plot__farbe--${nr % 4}`}
          >
            {r.art === 'linie' ? (
              <>
                <path class="haus-plot__strich" d="M0 7L28 7" />
                <Zeichen nr={nr} x={14} y={7} />
              </>
            ) : (
              <rect
                x={1}
                y={1}
                width={26}
                height={12}
                {...(r.art === 'saeule' ? { fill: `url(#${id}-muster-${nr})` } : {})}
              />
            )}
          </svg>
          {r.name}
        </li>
      ))}
    </ul>
  );
}
