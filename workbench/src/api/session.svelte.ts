/** Who works on what? `session`: the coder and the project of this window */

import { credentials, get } from "./client.ts";
import type { ProjectOut } from "./wire.ts";

interface SessionOut {
  csrf: string;
  coder: string;
}

class Session {
  coder = $state("");
  project: ProjectOut | null = $state.raw(null);

  get csrf(): string {
    return credentials.csrf;
  }

  /** Ask who we are, and for the project. */
  async open(): Promise<ProjectOut> {
    const [who, project] = await Promise.all([get<SessionOut>("/session"), get<ProjectOut>("/project")]);
    credentials.csrf = who.csrf;
    this.coder = who.coder;
    this.project = project;
    return project;
  }

  /** Ask for the project's counts again. */
  async refresh(): Promise<void> {
    this.project = await get<ProjectOut>("/project");
  }
}

export const session = new Session();
