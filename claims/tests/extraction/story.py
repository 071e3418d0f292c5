"""A made-up wire story with the structures that real ones have: nothing in it happened."""

PUBLISHED = "2026-11-12"  # a Thursday

STORY = """\
Varland and Osmark ministers to meet as harbour dispute deepens

Patrol boats near the Kessel strait. Osmark ships are anchored off the coast. Getty Images
Powered by automated translation

Varland Prime Minister Henrik Solberg will meet his Osmark counterpart in Port Ellis this week as anger grows over a \
possible closure of the strait, the Harbour Ministry said on Tuesday.

“We are now at a point where Osmark could close the strait at any moment," a senior Harbour Ministry official told \
reporters.

Harbour Ministry: 'Osmark could close the strait'

Harbour Ministry: 'Osmark could close the strait'

The Harbour Ministry said Mr Solberg will travel to Port Ellis on Friday to meet union leaders.

Talks between the two governments in Lunde last week failed to settle the dispute over fishing rights.

Around 40,000 Varland dockers are on strike along the coast, prompting fears in some towns that food will run short. \
Osmark denies the charge.

“We are still waiting for an answer to our offer,” Mr Solberg said during a press conference with visiting Osmark \
Foreign Minister Ingrid Halvorsen.

“Let's hope the ships come home,” he said. "Time is running out."

Ms Halvorsen, who was in Varland after meetings in Lunde, said it was hard to trust the ministry's promises.

“Over the past three weeks, more than 120 Osmark trawlers have been turned away from the strait without a reason. \
It is hard not to be angry about that,” she said.

"The port of Lunde lost $45m in October.

"Two thirds of its cranes stand still," Ms Halvorsen added.

“If they close the strait again, Osmark will pay a high price,” said Tomas Vik, a spokesman for the dockers' union.

The Harbour Ministry official insisted that the strait was open.

Updated: November 12, 2026, 9:20 PM
"""
