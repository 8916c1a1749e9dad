// The package ships types for the BPMN elements but declares nothing for its main entry.
declare module 'bpmn-moddle' {
  /** An element as the reader returns it: its properties by name, foreign attributes in `$attrs`. */
  export interface ModdleElement {
    readonly $type: string;
    readonly $attrs?: Readonly<Record<string, string>>;
    readonly $children?: readonly ModdleElement[];
    readonly $descriptor?: { readonly ns?: { readonly uri?: string; readonly localName?: string } };
    readonly [name: string]: unknown;
  }
  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  }
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: readonly ModdleWarning[] }>;
  }
}
