/** `churn-risk` as `churnRisk`. */
export function camelCase(name: string): string {
  return name.replace(/[-.]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `churn-risk` as `ChurnRisk`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return `${camel.slice(0, 1).toUpperCase()}${camel.slice(1)}`;
}

/** `churn-risk` as `churn risk`. */
export function spaced(name: string): string {
  return name.replaceAll('-', ' ');
}

export const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** `channel.fact-in-past-tense`, as the catalogue of event types asks for. */
export const TYPE = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;
