import { mount } from "svelte";
import App from "./App.svelte";
import { appearance } from "./shell/theme.svelte.ts";
import "./ui/tokens.css";

appearance.restore();
const target = document.getElementById("workbench");
if (target) mount(App, { target });
