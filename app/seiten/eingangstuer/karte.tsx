import type { Kommune } from '../../kommunen/index.ts';
import type { SeitenDeps } from '../deps.ts';
import type { Beziehung, Stand } from './beziehungen.ts';

type Lage = { readonly x: number; readonly y: number; readonly namen: 'oben' | 'unten' | 'rechts' };

/** Schematic places in a drawing 640 wide: Wurzen and its neighbours close together, Augustusburg far in the south. */
const LAGE: Readonly<Record<string, Lage>> = {
  '14729410': { x: 300, y: 150, namen: 'rechts' },
  '14729030': { x: 110, y: 190, namen: 'unten' },
  '14729380': { x: 230, y: 50, namen: 'oben' },
  '14729245': { x: 500, y: 110, namen: 'oben' },
  '14522020': { x: 380, y: 340, namen: 'unten' },
};
/** Further bodies stand where there is room between these, then in a grid. */
const FREI: readonly Lage[] = [
  { x: 560, y: 230, namen: 'oben' },
  { x: 190, y: 290, namen: 'unten' },
  { x: 60, y: 80, namen: 'oben' },
  { x: 520, y: 330, namen: 'unten' },
  { x: 400, y: 40, namen: 'oben' },
];
const raster = (i: number): Lage => FREI[i] ?? { x: 60 + (i % 6) * 100, y: 60 + Math.floor(i / 6) * 80, namen: 'oben' };
const [BREITE, HOEHE, RADIUS] = [640, 400, 8];
const STRICH: Readonly<Record<Stand, string | undefined>> = {
  gilt: undefined,
  angehalten: '14 4 2 4',
  offen: '6 5',
  kuenftig: '6 5',
  beendet: '1 6',
};

type Props = {
  deps: SeitenDeps;
  kommunen: readonly Kommune[];
  beziehungen: readonly Beziehung[];
  titel: string;
  beschreibung: string;
};

/** Who works for whom: an arrow leads from the body that works to the one it works for. Line styles carry the state, not colours. */
export function Landkarte({ deps, kommunen, beziehungen, titel, beschreibung }: Props) {
  const da = new Set(beziehungen.map((b) => b.stand));
  const legende = (['gilt', 'angehalten', 'offen', 'beendet'] as const).filter((s) => s !== 'angehalten' || da.has(s));
  const unten = (i: number) => 372 - (legende.length - 1 - i) * 26;
  // who works with nobody yet has no line here
  const dabei = kommunen.filter((k) => beziehungen.some((b) => b.an === k.id || b.von === k.id));
  const weitere = dabei.filter((k) => LAGE[k.ags] === undefined);
  const lageVon = (k: Kommune): Lage => LAGE[k.ags] ?? raster(weitere.indexOf(k));
  const ort = new Map(dabei.map((k) => [k.id, lageVon(k)]));
  return (
    <svg
      viewBox={`0 0 ${BREITE} ${HOEHE}`}
      width="100%"
      role="img"
      aria-labelledby="karte-titel karte-text"
      fill="none"
      stroke="currentColor"
    >
      <title id="karte-titel">{titel}</title>
      <desc id="karte-text">{beschreibung}</desc>
      {beziehungen.map((b) => (
        <Pfeil b={b} von={ort.get(b.an)} nach={ort.get(b.von)} />
      ))}
      {dabei.map((k) => (
        <Ort name={k.kurzname} lage={lageVon(k)} />
      ))}
      {legende.map((stand, i) => (
        <g>
          <line x1="20" x2="70" y1={unten(i)} y2={unten(i)} stroke-width="2" stroke-dasharray={STRICH[stand]} />
          <text x="80" y={unten(i) + 5} font-size="15" fill="currentColor" stroke="none">
            {deps.t(`tuer.stand.${stand}`)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A bent line, so that two bodies that work for each other show two of them. */
function Pfeil({ b, von: a, nach: z }: { b: Beziehung; von: Lage | undefined; nach: Lage | undefined }) {
  if (!a || !z) return null;
  const [von, nach] = [[a.x, a.y] as const, [z.x, z.y] as const];
  const [dx, dy] = [nach[0] - von[0], nach[1] - von[1]];
  const laenge = Math.hypot(dx, dy) || 1;
  const bogen = b.stand === 'gilt' ? 26 : 52;
  const mitte = [
    (von[0] + nach[0]) / 2 - (dy / laenge) * bogen,
    (von[1] + nach[1]) / 2 + (dx / laenge) * bogen,
  ] as const;
  const [rx, ry] = [nach[0] - mitte[0], nach[1] - mitte[1]];
  const r = Math.hypot(rx, ry) || 1;
  const spitze = [nach[0] - (rx / r) * (RADIUS + 4), nach[1] - (ry / r) * (RADIUS + 4)] as const;
  const fluegel = ([seite, zurueck]: readonly [number, number]) =>
    `${(spitze[0] - (rx / r) * zurueck - (ry / r) * seite).toFixed(1)} ${(spitze[1] - (ry / r) * zurueck + (rx / r) * seite).toFixed(1)}`;
  const punkt = (p: readonly [number, number]) => `${p[0].toFixed(1)} ${p[1].toFixed(1)}`;
  return (
    <g stroke-width="2" data-stand={b.stand}>
      <path d={`M${punkt(von)}Q${punkt(mitte)} ${punkt(spitze)}`} stroke-dasharray={STRICH[b.stand]} />
      <path d={`M${fluegel([5, 11])}L${punkt(spitze)}L${fluegel([-5, 11])}`} />
    </g>
  );
}

/** The name has a rim in the colour of the page, so that lines never strike it out. */
function Ort({ name, lage: { x, y, namen } }: { name: string; lage: Lage }) {
  const [dx, dy] = { oben: [0, -RADIUS - 8], unten: [0, RADIUS + 22], rechts: [RADIUS + 6, -RADIUS - 4] }[namen] as [
    number,
    number,
  ];
  return (
    <g>
      <circle cx={x} cy={y} r={RADIUS} fill="currentColor" />
      <text
        x={x + dx}
        y={y + dy}
        text-anchor={namen === 'rechts' ? 'start' : 'middle'}
        font-size="18"
        font-weight="600"
        fill="currentColor"
        stroke="var(--haus-grund)"
        stroke-width="5"
        paint-order="stroke"
      >
        {name}
      </text>
    </g>
  );
}
