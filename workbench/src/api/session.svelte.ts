/** Who works on what? `session`: the coder and the project of this window */

import { credentials, get, type SessionOut } from "./client.ts";
import type { ProjectOut } from "./wire.ts";

class Session {
  coder = $state("");
  project: ProjectOut | null = $state.raw(null);

  /** Ask who we are, and for the project. */
  async open(): Promise<ProjectOut> {
    const [who, project] = await Promise.all([get<SessionOut>("/session"), get<ProjectOut>("/project")]);
    credentials.csrf = who.csrf;
    credentials.project = project.identity;
    this.coder = who.coder;
    this.project = project;
    return project;
  }

  /** Is the project of this window still the one that is served here? */
  async same(): Promise<boolean> {
    return (await get<SessionOut>("/session")).project.identity === credentials.project;
  }

  /** Ask for the project's counts again. */
  async refresh(): Promise<void> {
    this.project = await get<ProjectOut>("/project");
  }
}

export const session = new Session();
