const kind = (name: string, type: string): object => ({ name, type, xml: { serialize: 'property' } });
const ausdruck = (name: string, properties: object[], superClass = 'dmn:Expression'): object => ({
  name: `dmn:${name}`,
  superClass: [superClass],
  properties,
});

/**
 * What DMN 1.4 and 1.5 add to the types of DMN 1.3, so that documents are read completely and what we do not evaluate
 * can be named with its decision (OMG formal/2023-03, DMN15.xsd).
 */
export const DMN15 = {
  name: 'DMN15',
  prefix: 'dmn15',
  uri: 'urn:rathausverbund:dmn15',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Typbedingung',
      extends: ['dmn:ItemDefinition'],
      properties: [{ ...kind('dmn:typeConstraint', 'dmn:UnaryTests') }],
    },
    {
      name: 'dmn:ChildExpression',
      properties: [
        { name: 'value', type: 'dmn:Expression' },
        { name: 'id', type: 'String', isAttr: true },
      ],
    },
    ausdruck('TypedChildExpression', [{ name: 'typeRef', type: 'String', isAttr: true }], 'dmn:ChildExpression'),
    ausdruck('Conditional', [
      kind('if', 'dmn:ChildExpression'),
      kind('then', 'dmn:ChildExpression'),
      kind('else', 'dmn:ChildExpression'),
    ]),
    ausdruck('Filter', [kind('in', 'dmn:ChildExpression'), kind('match', 'dmn:ChildExpression')]),
    ausdruck('Iterator', [
      { name: 'iteratorVariable', type: 'String', isAttr: true },
      kind('in', 'dmn:TypedChildExpression'),
    ]),
    ausdruck('For', [kind('return', 'dmn:ChildExpression')], 'dmn:Iterator'),
    ausdruck('Every', [kind('satisfies', 'dmn:ChildExpression')], 'dmn:Iterator'),
    ausdruck('Some', [kind('satisfies', 'dmn:ChildExpression')], 'dmn:Iterator'),
  ],
} as const;

const MODELLE = ['20191111', '20211108', '20230324'];

/** Namespaces of DMN 1.3, 1.4 and 1.5. */
export const NAMENSRAEUME: Record<string, string> = Object.fromEntries(
  MODELLE.flatMap((stand) => [
    [`https://www.omg.org/spec/DMN/${stand}/MODEL/`, 'dmn'],
    [`https://www.omg.org/spec/DMN/${stand}/DMNDI/`, 'dmndi'],
  ]),
);
