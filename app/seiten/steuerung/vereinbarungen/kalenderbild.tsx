import type { Texte } from '../../../base/index.ts';
import type { Balken, Reihe } from './kalenderplan.ts';

const [LINKS, BREITE, ZEILE, KOPF] = [300, 1100, 34, 30];
const RAUM = BREITE - LINKS;
const x = (anteil: number) => LINKS + anteil * RAUM;

/** What says the kind without colour: a full line for a mandate, a double one for a delegation, dashes while it waits. */
const STRICH: Record<'mandatierend' | 'delegierend' | 'gesetz', number> = {
  mandatierend: 1.5,
  delegierend: 4,
  gesetz: 4,
};

const MUSTER = { gilt: undefined, ruht: '12 3 2 3', wartet: '6 4', niemand: '2 4', pause: '1 5' } as const;

type Props = { t: Texte; jahr: number; heute: string; reihen: readonly Reihe[] };

/** The year as a picture. It scrolls sideways where it is narrow; the table below says the same. */
export function Kalenderbild({ t, jahr, heute, reihen }: Props) {
  const hoehe = KOPF + reihen.length * ZEILE + 24;
  const unten = KOPF + reihen.length * ZEILE;
  const monate = Array.from({ length: 12 }, (_, m) => `${jahr}-${String(m + 1).padStart(2, '0')}-01`);
  const anfang = Date.parse(`${jahr}-01-01`);
  const laenge = Date.parse(`${jahr + 1}-01-01`) - anfang;
  const anteil = (tag: string) => (Date.parse(tag) - anfang) / laenge;
  const jetzt = heute.startsWith(`${jahr}-`) ? anteil(heute) : null;
  return (
    <section
      class="kern-table-responsive haus-tabelle haus-kalender"
      aria-label={t('vereinbarungen.kalender.bild')}
      tabindex={0}
    >
      <svg
        width={BREITE}
        height={hoehe}
        viewBox={`0 0 ${BREITE} ${hoehe}`}
        role="img"
        aria-labelledby="kalender-titel kalender-text"
        fill="none"
        stroke="currentColor"
      >
        <title id="kalender-titel">{t('vereinbarungen.kalender.jahr', { jahr })}</title>
        <desc id="kalender-text">{t('vereinbarungen.kalender.beschreibung')}</desc>
        {monate.map((m, i) => (
          <g>
            <line x1={x(anteil(m))} x2={x(anteil(m))} y1={KOPF - 8} y2={unten} stroke-width="0.5" opacity="0.4" />
            <text x={x(anteil(m)) + 4} y={KOPF - 10} font-size="12" fill="currentColor" stroke="none">
              {t(`vereinbarungen.kalender.monat.m${i + 1}`)}
            </text>
          </g>
        ))}
        {reihen.map((r, i) => (
          <Zeile t={t} reihe={r} y={KOPF + i * ZEILE} zeigeOrt={reihen[i - 1]?.ort !== r.ort} />
        ))}
        {jetzt !== null && (
          <g>
            <line x1={x(jetzt)} x2={x(jetzt)} y1={KOPF - 8} y2={unten + 4} stroke-width="1.5" stroke-dasharray="2 3" />
            <text x={x(jetzt)} y={unten + 18} font-size="12" text-anchor="middle" fill="currentColor" stroke="none">
              {t('vereinbarungen.kalender.heute')}
            </text>
          </g>
        )}
      </svg>
    </section>
  );
}

function Zeile({ t, reihe, y, zeigeOrt }: { t: Texte; reihe: Reihe; y: number; zeigeOrt: boolean }) {
  const mitte = y + ZEILE / 2;
  return (
    <g>
      {zeigeOrt && <line x1="0" x2={BREITE} y1={y} y2={y} stroke-width="0.5" />}
      {zeigeOrt && (
        <text x="0" y={mitte + 4} font-size="13" font-weight="600" fill="currentColor" stroke="none">
          {reihe.ort}
        </text>
      )}
      <text x="95" y={mitte + 4} font-size="12" fill="currentColor" stroke="none">
        {kurz(reihe.leistung, 32)}
      </text>
      <line x1={LINKS} x2={BREITE} y1={mitte} y2={mitte} stroke-width="0.5" opacity="0.6" />
      {reihe.balken.map((b) => (
        <Balkenbild t={t} b={b} y={y + 5} />
      ))}
    </g>
  );
}

function Balkenbild({ t, b, y }: { t: Texte; b: Balken; y: number }) {
  const breite = Math.max(3, (b.x1 - b.x0) * RAUM - 2);
  const wort = `${b.wer}, ${t(`vereinbarungen.kalender.kurz.${b.stand === 'gilt' ? b.art : b.stand}`)}`;
  return (
    <g>
      <rect
        x={x(b.x0) + 1}
        y={y}
        width={breite}
        height={ZEILE - 10}
        rx="3"
        fill="var(--haus-flaeche, Canvas)"
        stroke-width={STRICH[b.art]}
        stroke-dasharray={MUSTER[b.stand]}
      />
      {breite > 60 && (
        <text x={x(b.x0) + 10} y={y + 16} font-size="12" fill="currentColor" stroke="none">
          {kurz(wort, Math.floor(breite / 7))}
        </text>
      )}
    </g>
  );
}

const kurz = (text: string, zeichen: number): string =>
  text.length <= zeichen ? text : `${text.slice(0, Math.max(1, zeichen - 1))}…`;
