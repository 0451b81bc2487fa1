/* SPDX-License-Identifier: MIT */
import { frame, mark } from "./layout";
import { startRouter, type Place, type View } from "./router";
import { boardsView } from "./views/boards";
import { boardView } from "./views/board";
import { configureView, newView } from "./views/configure";
import { connectView } from "./views/connect";
import { homeView } from "./views/home";
import { policyView } from "./views/policy";
import { predefinedView } from "./views/predefined";
import { reportView } from "./views/report";
import { runView } from "./views/run";
import { savedView } from "./views/saved";
import { headerView, pemView, toolsView } from "./views/tools";
import { updateView } from "./views/update";
import { usersView } from "./views/users";

type Maker = (place: Place) => Promise<View>;

function boards(place: Place): Promise<View> {
    return place.path.length > 1 ? reportView(place) : place.path.length ? boardView(place) : boardsView(place);
}

const TOOLS: Record<string, Maker> = { header: headerView, pem: pemView, connect: connectView, update: updateView };

function tools(place: Place): Promise<View> {
    return (TOOLS[place.path[0]] ?? toolsView)(place);
}

function users(place: Place): Promise<View> {
    return (place.path.length ? policyView : usersView)(place);
}

const VIEWS: Record<string, Maker> = {
    new: newView, predefined: predefinedView, saved: savedView, boards, tools, users, run: runView,
};

startRouter(frame(), (first, query) => VIEWS[first] ?? (query.get("board") ? configureView : homeView), mark);
