const RUNNER =
  /(?:^|_)(?:run|exec|execute|cmd|shell|system|call|popen|sh|bash|spawn|command)(?:$|_)|(?:[a-z]|^)(?:Exec|Shell|Command|Cmd|Run)(?:[A-Z]|$)|^(?:run|exec|shell|sh)[A-Z]/;

/** Is a function of the script's own called as if it ran commands: `run_cmd`, `execCommand`, `sh`? */
export function isOwnCommandRunner(name: string): boolean {
  return name.length < 40 && RUNNER.test(name);
}
