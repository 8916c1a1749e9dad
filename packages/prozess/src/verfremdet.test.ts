import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daten, fuehre, passendeZuege } from '../test/befehle.ts';
import { spiele } from '../test/buch.ts';
import { erzeuge } from '../test/erzeuger.ts';
import { compileAusdruck } from '../test/feel.ts';
import { compileProzess } from './compile.ts';
import { uebernimm } from './uebernahme.ts';

const ARTEN =
  'task userTask serviceTask scriptTask manualTask sendTask receiveTask businessRuleTask subProcess transaction adHocSubProcess callActivity exclusiveGateway parallelGateway inclusiveGateway complexGateway eventBasedGateway startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent'.split(
    ' ',
  );
const AUSLOESER = 'message timer signal conditional error escalation compensate cancel link terminate'.split(' ');
const ATTRIBUTE = [
  'activiti:assignee="${x}"',
  'isForCompensation="true"',
  'triggeredByEvent="true"',
  'attachedToRef="t2"',
  'default="f5"',
  'cancelActivity="false"',
  'camunda:asyncBefore="true" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  'startQuantity="2"',
];

/** Does to a valid model what other tools and hands do: other kinds, missing and foreign attributes, cut references. */
function verfremde(xml: string, eingriffe: readonly (readonly [number, number, number])[]): string {
  let text = xml;
  for (const [was, wo, womit] of eingriffe) {
    const naechste = (muster: RegExp) => {
      const alle = [...text.matchAll(muster)];
      return alle[wo % Math.max(1, alle.length)];
    };
    const ersetze = (muster: RegExp, mit: (treffer: RegExpMatchArray) => string) => {
      const t = naechste(muster);
      if (t?.index !== undefined) text = text.slice(0, t.index) + mit(t) + text.slice(t.index + t[0].length);
    };
    const art = ARTEN[womit % ARTEN.length] ?? '';
    if (was === 0) {
      const id = naechste(/<bpmn:(\w+) id="(\w+)"/g)?.[1];
      if (id && ARTEN.includes(id)) text = text.replace(new RegExp(`(</?bpmn:)${id}\\b`, 'g'), `$1${art}`);
    } else if (was === 1) ersetze(/<bpmn:\w+ id="\w+"/g, (t) => `${t[0]} ${ATTRIBUTE[womit % ATTRIBUTE.length]}`);
    else if (was === 2)
      ersetze(/ (?:sourceRef|targetRef|attachedToRef|default|messageRef|isExecutable)="[^"]*"/g, () => '');
    else if (was === 3)
      ersetze(/(?:sourceRef|targetRef|attachedToRef)="\w+"/g, (t) => t[0].replace(/"\w+"/, `"t${womit % 9}"`));
    else if (was === 4)
      text = text.replace(/(<\/?bpmn:)\w+(EventDefinition)/g, `$1${AUSLOESER[womit % AUSLOESER.length]}$2`);
    else if (was === 5) ersetze(/>=[^<]+</g, () => [`>\${x == ${womit}}<`, '><', '>=1 +<'][womit % 3] ?? '');
    else ersetze(/ id="\w+"/g, () => '');
  }
  return text;
}

const eingriffe = fc.array(fc.tuple(fc.nat(6), fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 8 });
const band = fc.array(fc.nat(1000), { maxLength: 50, size: 'max' });

describe('verfremdete Modelle', () => {
  it('werden mit Gründen abgewiesen oder übernommen, laufen dann wie andere, und bringen nichts zum Absturz', async () => {
    let gelaufen = 0;
    await fc.assert(
      fc.asyncProperty(band, eingriffe, daten, passendeZuege, async (zahlen, liste, start, zuege) => {
        const xml = verfremde(erzeuge(zahlen), liste);
        const streng = await compileProzess(xml, { compileAusdruck });
        if (!streng.ok) for (const f of streng.fehler) expect(f.meldung).toMatch(/^[\p{Lu}„].*\.$/su);
        const u = await uebernimm(xml, { compileAusdruck });
        if (!u.ok) return;
        for (const { prozess, hinweise } of u.prozesse) {
          if (!prozess) expect(hinweise).not.toEqual([]);
          else {
            spiele(prozess, fuehre(prozess, start, zuege));
            gelaufen += 1;
          }
        }
      }),
      { numRuns: Number(process.env['LAEUFE'] ?? 100) },
    );
    expect(gelaufen).toBeGreaterThan(30);
  }, 300_000);
});
