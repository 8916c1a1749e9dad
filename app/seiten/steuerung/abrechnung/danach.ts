import type { FastifyRequest } from 'fastify';
import type { Gebuchtes } from '../../../abrechnung/index.ts';
import type { Texte } from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import type { Nachricht } from './versuch.ts';

/** What the page says after a step, as its address carries it. @param vor what the address says already, with its mark */
export function danach({ schon, ausgleich }: Gebuchtes, vor = '?'): string {
  if (schon) return `${vor}getan=schon`;
  return `${vor}getan=1${ausgleich ? `&ausgleich=${ausgleich.join(',')}` : ''}`;
}

export function danachVon(t: Texte, anfrage: FastifyRequest): Nachricht {
  const [getan, jahre] = [frage(anfrage, 'getan'), frage(anfrage, 'ausgleich')];
  if (getan === 'schon') return { hinweis: t('abrechnung.schon') };
  if (!/^20\d\d(,20\d\d)*$/.test(jahre)) return { getan: getan !== '' };
  return { getan: true, hinweis: t('abrechnung.nachtrag.getan', { jahre: jahre.replaceAll(',', ', ') }) };
}
