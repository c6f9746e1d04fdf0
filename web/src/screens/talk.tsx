// talk -- what is said in the room, newest at the bottom.

import { useContext, useEffect, useRef } from "preact/hooks";
import { Form, Past } from "../form";
import { Empty, Person, Time } from "../show";
import { type Matter, me } from "../store";
import { say } from "../text";

export function Talk({ of }: { of: Matter }) {
	const messages = of.all("message");
	const past = useContext(Past);
	const list = useRef<HTMLOListElement>(null);

	useEffect(() => { list.current?.scrollTo(0, list.current.scrollHeight); }, [messages.length]);
	const ctrlEnter = (e: KeyboardEvent): void => {
		if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target instanceof HTMLTextAreaElement) e.target.form?.requestSubmit();
	};
	return (
		<section class="talk">
			<h2>{say.talk}</h2>
			{messages.length === 0 && <Empty>{say.no_messages}</Empty>}
			<ol class="messages" ref={list} tabIndex={0} aria-label={say.talk}>
				{messages.map((message) => (
					<li key={message.id} class={message.person === me.value?.person ? "mine" : ""}>
						<small><Person id={message.person} /> · <Time at={message.at} /></small>
						<p>{message.text ?? <em>{say.erased}</em>}</p>
					</li>
				))}
			</ol>
			{!past && <div onKeyDown={ctrlEnter}><Form command="post_message" room={of.room} submit={say.send} /></div>}
		</section>
	);
}
