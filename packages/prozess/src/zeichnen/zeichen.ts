import type { Ereignis, Knoten, Wurf } from '../model.ts';
import { LINIE } from './svg.ts';

/** The sign inside an event's circle; thrown ones are filled, as BPMN draws them. `r` is the radius of the circle. */
export function ereigniszeichen(knoten: Knoten | undefined, x: number, y: number, r: number): string {
  if (!knoten) return '';
  if (knoten.art === 'ende' && knoten.alles) return `<circle cx="${x}" cy="${y}" r="${r * 0.6}" fill="${LINIE}"/>`;
  if (knoten.art === 'wurf' || (knoten.art === 'ende' && knoten.wirft))
    return zeichen(knoten.wirft?.art, x, y, r, true);
  if (knoten.art === 'dienst') return zeichen('nachricht', x, y, r, true);
  if (knoten.art === 'rand' || knoten.art === 'start') return zeichen(knoten.ereignis?.art, x, y, r, false);
  return zeichen(knoten.art as Ereignis['art'], x, y, r, false);
}

function zeichen(
  art: Ereignis['art'] | Wurf['art'] | undefined,
  x: number,
  y: number,
  r: number,
  voll: boolean,
): string {
  const a = r * 0.5;
  const stil = voll ? `fill="${LINIE}" stroke="${LINIE}"` : `stroke="${LINIE}"`;
  const pfad = (d: string) => `<path d="${d}" ${stil}/>`;
  switch (art) {
    case 'zeit':
      return `<circle cx="${x}" cy="${y}" r="${a * 1.2}" stroke="${LINIE}"/>${pfad(`M${x} ${y - a}V${y}L${x + a * 0.6} ${y + a * 0.4}`)}`;
    case 'nachricht':
      return voll
        ? `${pfad(`M${x - a} ${y - a * 0.7}h${2 * a}v${a * 1.4}h${-2 * a}z`)}<path d="M${x - a} ${y - a * 0.7}l${a} ${a * 0.8}l${a} ${-a * 0.8}" stroke="var(--prozess-flaeche, Canvas)"/>`
        : pfad(`M${x - a} ${y - a * 0.7}h${2 * a}v${a * 1.4}h${-2 * a}zl${a} ${a * 0.8}l${a} ${-a * 0.8}`);
    case 'signal':
      return pfad(`M${x} ${y - a}L${x + a} ${y + a * 0.8}H${x - a}Z`);
    case 'bedingung':
      return pfad(
        `M${x - a * 0.8} ${y - a}h${a * 1.6}v${a * 2}h${-a * 1.6}zM${x - a * 0.5} ${y - a * 0.5}h${a}M${x - a * 0.5} ${y}h${a}M${x - a * 0.5} ${y + a * 0.5}h${a}`,
      );
    case 'fehler':
      return pfad(
        `M${x - a} ${y + a}L${x - a * 0.4} ${y - a}L${x + a * 0.3} ${y + a * 0.2}L${x + a} ${y - a}L${x + a * 0.5} ${y + a}L${x - a * 0.2} ${y - a * 0.2}Z`,
      );
    case 'eskalation':
      return pfad(`M${x} ${y - a}L${x + a * 0.7} ${y + a}L${x} ${y + a * 0.3}L${x - a * 0.7} ${y + a}Z`);
    case 'ausgleich':
      return pfad(
        `M${x} ${y - a * 0.8}v${a * 1.6}l${-a} ${-a * 0.8}zM${x + a} ${y - a * 0.8}v${a * 1.6}l${-a} ${-a * 0.8}z`,
      );
    default:
      return '';
  }
}

/** The sign inside a gateway. `b` is its width. */
export function gatewayzeichen(art: Knoten['art'], x: number, y: number, b: number): string {
  const [a, c] = [b / 6, b / 5];
  const linie = `stroke="${LINIE}" stroke-width="3"`;
  switch (art) {
    case 'exklusiv':
      return `<path d="M${x - a} ${y - a}L${x + a} ${y + a}M${x + a} ${y - a}L${x - a} ${y + a}" ${linie}/>`;
    case 'parallel':
      return `<path d="M${x - c} ${y}H${x + c}M${x} ${y - c}V${y + c}" ${linie}/>`;
    case 'inklusiv':
      return `<circle cx="${x}" cy="${y}" r="${c}" ${linie}/>`;
    default:
      return `<circle cx="${x}" cy="${y}" r="${c * 1.3}" stroke="${LINIE}"/><circle cx="${x}" cy="${y}" r="${c}" stroke="${LINIE}"/><path d="M${x} ${y - c * 0.7}l${c * 0.65} ${c * 0.5}l${-c * 0.25} ${c * 0.75}h${-c * 0.8}l${-c * 0.25} ${-c * 0.75}z" stroke="${LINIE}"/>`;
  }
}

/** Marks at the lower edge of an activity: several instances, compensation, a sub-process that is drawn closed. */
export function randzeichen(knoten: Knoten | undefined, zu: boolean, x: number, y: number): string {
  if (!knoten || !('rand' in knoten)) return '';
  const pfade: string[] = [];
  if (knoten.mehrfach)
    pfade.push(knoten.mehrfach.nacheinander ? 'M-5 -4h10M-5 0h10M-5 4h10' : 'M-4 -5v10M0 -5v10M4 -5v10');
  if (knoten.nurAusgleich) pfade.push('M0 -5v10l-6 -5zM6 -5v10l-6 -5z');
  if (zu) pfade.push('M-6 -6h12v12h-12zM-3 0h6M0 -3v6');
  const links = x - ((pfade.length - 1) * 16) / 2;
  return pfade
    .map((d, i) => `<path d="${d}" transform="translate(${links + i * 16} ${y - 9})" stroke="${LINIE}"/>`)
    .join('');
}
