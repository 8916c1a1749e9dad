const NS = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

/** Building blocks of small DMN documents for tests; texts are escaped. */
export const dokument = (inhalt: string, namensraum = 'urn:probe'): string =>
  `<definitions xmlns="${NS}" id="d" name="Probe" namespace="${namensraum}">${inhalt}</definitions>`;

export const xml = (text: string): string => text.replace(/[&<>"]/g, (z) => `&#${z.charCodeAt(0)};`);

const attribut = (name: string, wert: string | undefined): string =>
  wert === undefined ? '' : ` ${name}="${xml(wert)}"`;

export const feel = (text: string, typ?: string): string =>
  `<literalExpression${attribut('typeRef', typ)}><text>${xml(text)}</text></literalExpression>`;

export const eingabe = (name: string, typ?: string): string =>
  `<inputData id="${name}" name="${name}"><variable name="${name}"${attribut('typeRef', typ)}/></inputData>`;

/** `braucht`: references with the kind in front: `d:#a` a decision, `e:#a` an input, `w:#a` knowledge. */
export function entscheidung(name: string, inhalt: string, braucht: readonly string[] = [], typ?: string): string {
  const verweise = braucht.map((b) => {
    const ziel = { d: 'requiredDecision', e: 'requiredInput', w: 'requiredKnowledge' }[b[0] ?? ''];
    const art = b.startsWith('w') ? 'knowledgeRequirement' : 'informationRequirement';
    return `<${art}><${ziel} href="${b.slice(2)}"/></${art}>`;
  });
  return `<decision id="${name}" name="${name}"><variable name="${name}"${attribut('typeRef', typ)}/>${verweise.join('')}${inhalt}</decision>`;
}

export const wissen = (
  name: string,
  parameter: Readonly<Record<string, string | undefined>>,
  inhalt: string,
  typ?: string,
): string =>
  `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"${attribut('typeRef', typ)}/><encapsulatedLogic>${Object.entries(
    parameter,
  )
    .map(([p, t]) => `<formalParameter name="${p}"${attribut('typeRef', t)}/>`)
    .join('')}${inhalt}</encapsulatedLogic></businessKnowledgeModel>`;

export const typ = (name: string, inhalt: string, liste = false): string =>
  `<itemDefinition name="${name}"${liste ? ' isCollection="true"' : ''}>${inhalt}</itemDefinition>`;
