//! What agrees and what does not, in a line. Each row: claim | passage | summary.

use super::check;

fn told(table: &str) {
    check(table, |comparison| comparison.summary());
}

#[test]
fn numbers() {
    told(
        "
        He built 18 bridges. | He built eighteen bridges. | number agrees
        He built eighteen bridges. | He built 80 bridges. | number differs (eighteen / 80)
        There were 325,000 refugees. | There were three hundred and twenty-five thousand refugees. | number agrees
        There were 1,200 guests. | There were 1200 guests. | number agrees
        There were 1,200 guests. | There were twelve hundred guests. | number agrees
        It cost 1.2 million euros. | It cost 1,200,000 euros. | number agrees
        It cost €1.2 million. | It cost 1.2 million euros. | number agrees
        It cost $5bn. | It cost 5 billion dollars. | number agrees
        It cost $5 million. | It cost £5 million. | number differs ($5 million / £5 million)
        It cost $5 million. | It cost 5 million. | number differs ($5 million / 5 million)
        It cost 5 million dollars. | It cost 5 billion dollars. | number differs (5 million dollars / 5 billion dollars)
        Prices rose 5%. | Prices rose by 5 per cent. | number agrees
        Prices rose five percent. | Prices rose by 5 %. | number agrees
        Prices rose 5 percent. | Prices rose 5 percentage points. | number differs (5 percent / 5 percentage points)
        Prices rose 5. | Prices rose 5 percent. | number differs (5 / 5 percent)
        Prices rose 5%. | Prices rose 15%. | number differs (5% / 15%)
        Rates went from 5% to 7%. | Rates went from 7% to 5%. | 2 numbers differ (5% / 7%, 7% / 5%)
        The road is 12 km long. | The road is 12 kilometres long. | number agrees
        The road is 12 km long. | The road is 12 miles long. | number differs (12 km / 12 miles)
        The road is 1.5 km long. | The road is 15 km long. | number differs (1.5 km / 15 km)
        It was -5 degrees there. | It was 5 degrees there. | number differs (-5 degrees / 5 degrees)
        A dozen ships sank there. | Twelve ships sank there. | number agrees
        A hundred ships sank there. | 100 ships sank there. | number agrees
        Sixteen of the 30 members voted. | 16 of the thirty members voted. | 2 numbers agree
        One soldier was killed there. | Two soldiers were killed there. | number differs (One / Two)
        One of them was killed there. | Some of them were killed there. | no names, numbers, dates or quotations to compare
        It was built by 40 people in 3 weeks. | It was built by 40 people. | 1 number agrees, 1 not in this passage (3 weeks)
        Three-quarters of them said no. | 75% of them said no. | number agrees
        Two thirds of them said no. | Three quarters of them said no. | number differs (Two thirds / Three quarters)
        It was built by 40 people in 18 places. | It was built by 40 people. Far away a train of 18 wagons left the coast. | 1 number agrees, 1 elsewhere in this passage (18)
        The mill closed in the spring of 2004. [7] | The mill closed in the spring of 2004. Nobody came. | date agrees
        The mill[7] closed with 40 people. | The mill closed with 40 people[12]. | number agrees
        Water boils there at 100 °C. | Water boils there at 100 degrees Celsius. | number agrees
        The 24-hour strike is over. | The strike of 24 hours is over. | number agrees
        Sixty-three boats left the harbour. | 36 boats left the harbour. | number differs (Sixty-three / 36)
        ",
    );
}

#[test]
fn dates() {
    told(
        "
        It ended on 3 March 2014. | It ended on March 3rd, 2014. | date agrees
        It ended on 3 March. | It ended on the 3rd of March. | date agrees
        It ended in March 2014. | It ended in March of 2014. | date agrees
        It ended in March 2014. | It ended on 3 March 2014. | date agrees
        It ended in 2014. | It ended in March 2014. | date agrees
        It ended on Tuesday. | It ended on Tuesday, 6 April 2021. | date agrees
        It ended on Tuesday. | It ended on Wednesday. | date differs (Tuesday / Wednesday)
        It ended in June 2020. | It ended in July 2020. | date differs (June 2020 / July 2020)
        It ended on 3 March 2014. | It ended on 3 March 2015. | date differs (3 March 2014 / 3 March 2015)
        It ended on 13 March 2014. | It ended on 3 March 2014. | date differs (13 March 2014 / 3 March 2014)
        It ended in 1945. | It ended in 1946. | date differs (1945 / 1946)
        It ended on Oct. 14. | It ended on 14 October. | date agrees
        It ended on Sept. 1, 1939. | It ended on 1 September 1939. | date agrees
        It ended quietly in May. | It ended quietly. | date not in this passage (May)
        Then Theresa May said so. | Then Theresa Mary said so. | name differs (Theresa May / Theresa Mary)
        It may end quietly. | It might end quietly. | no names, numbers, dates or quotations to compare
        It began in 2014 and ended in 2016. | It began in 2014 and ended in 2017. | 1 date agrees, 1 differs (2016 / 2017)
        The war cost 2014 soldiers their lives. | The war cost 2,014 soldiers their lives. | number agrees
        ",
    );
}

#[test]
fn names() {
    told(
        "
        There Sttentenberg was silent. | There Stoltenberg was silent. | name differs (Sttentenberg / Stoltenberg)
        There Stoltenberg was silent. | There Jens Stoltenberg was silent. | name agrees
        There President Zelenskyy was silent. | There Volodymyr Zelenskyy was silent. | name agrees
        Then Sergei Lavrov went home. | Then Sergei Shoigu went home. | name differs (Sergei Lavrov / Sergei Shoigu)
        On the way Peskov slept. | On the way Lavrov slept. | name differs (Peskov / Lavrov)
        Peskov said so at noon. | Lavrov said so at noon. | name differs (Peskov / Lavrov)
        The U.S. left the talks. | The US left the talks. | name agrees
        The United States left the talks. | The US left the talks. | name agrees
        The talks were held by the UN there. | The talks were held by the United Nations there. | name agrees
        The talks were held by NATO there. | The talks were held by the North Atlantic Treaty Organization there. | name agrees
        The Russian army left the town. | The army of Russia left the town. | name agrees
        The Russian army left the town. | The Ukrainian army left the town. | name differs (Russian / Ukrainian)
        Then Peskov left Moscow with Lavrov. | Then Peskov left Moscow with Shoigu. | 2 names agree, 1 differs (Lavrov / Shoigu)
        Zelenskyy asked the allies for help. | Zelenskyy was there. He asked the allies for help. | name agrees
        They gave us the town. | They gave the US the town. | no names, numbers, dates or quotations to compare
        Heavy rain fell on Kyiv at night. | Light rain fell on Kyiv at night. | name agrees
        The plan was praised by the Bank of England at once. | The plan was praised by the Bank of Scotland at once. | name differs (Bank of England / Bank of Scotland)
        Then NATO Secretary General Jens Stoltenberg spoke. | Then NATO's Jens Stoltenberg spoke. | 2 names agree
        The old mill was sold to Weber again. | The old mill was sold. Weber bought it. | name agrees
        The old mill was sold to Weber again. | The old mill was sold. | name not in this passage (Weber)
        ",
    );
}

#[test]
fn quotations() {
    told(
        "
        “We stand firm,” he said. | \"We stand firm\", he said. | quotation found word for word
        'We stand firm,' he said. | “We stand firm,” he said. | quotation found word for word
        «We stand firm», he said. | He said they stand firm: \"We stand firm.\" | quotation found word for word
        “We stand firm,” he said. | \"We sit firm\", he said. | quotation not found word for word in this passage (We stand firm / We sit firm)
        “We will not stand,” he said. | \"We will stand\", he said. | negation differs (will not stand / stand); quotation not found word for word in this passage (We will not stand / We will stand)
        “We … stand firm,” he said. | \"We, as ever, stand firm\", he said. | quotation found word for word
        “Firm … we stand,” he said. | \"We stand firm\", he said. | quotation not found word for word in this passage (Firm … we stand / We stand)
        He called it “a real signal” today. | He called it “a real signal” today. | quotation found word for word
        He called it “a real signal” today. | He called it a real signal today. | quotation found word for word
        He called it “a clear signal” and “a step” then. | He called it “a real signal” and “a step” then. | 1 quotation found word for word, 1 not in this passage (a clear signal / a real signal)
        “He told me ‘go home’ twice,” she said. | She said: “He told me ‘go home’ twice.” | quotation found word for word
        “They went home, ”he wrote then. | “They went home,” he wrote then. | quotation found word for word
        ",
    );
}

#[test]
fn negation() {
    told(
        "
        The parties did not agree there. | The parties agreed there. | negation differs (did not agree / agreed)
        The parties agreed there. | The parties did not agree there. | negation differs (agreed / did not agree)
        The parties didn't agree there. | The parties did not agree there. | no names, numbers, dates or quotations to compare
        The parties never agreed there. | The parties agreed there. | negation differs (never agreed / agreed)
        No soldiers were killed there. | Soldiers were killed there. | negation differs (No soldiers / Soldiers)
        It was built without approval there. | It was built with approval there. | negation differs (without approval / approval)
        The firm denied selling the oil. | The firm sold the oil. | negation differs (denied selling / sold)
        The firm never denied the sale. | The firm denied the sale. | negation differs (never denied / denied)
        The firm did not deny selling the oil. | The firm sold the oil. | no names, numbers, dates or quotations to compare
        The firm not only sold the oil. | The firm sold the oil. | no names, numbers, dates or quotations to compare
        The firm cannot sell the oil. | The firm can sell the oil. | negation differs (cannot sell / sell)
        The firm sold the oil. | The firm sold the oil, but did not name the price. | no names, numbers, dates or quotations to compare
        ",
    );
}

#[test]
fn the_line_of_the_issue() {
    told(
        "
        There Sttentenberg told Moscow that 30 allies “stay firm” on it. | There Stoltenberg told Moscow that thirty allies “stand fast” on it. | 1 name agrees, 1 differs (Sttentenberg / Stoltenberg); number agrees; quotation not found word for word in this passage
        Nothing of the kind. | Whatever else may be written. | Nothing in this passage is like the claim
        ",
    );
}

#[test]
fn other_languages_are_compared_by_their_letters() {
    told(
        "
        Die Stadt hat achtzehn alte Brücken. | Die Stadt hat 18 alte Brücken. | no names, numbers, dates or quotations to compare
        Die Stadt hat 18 alte Brücken. | Die Stadt hat 81 alte Brücken. | number differs (18 / 81)
        Президент України зустрівся з послом. | Президент України зустрівся з міністром. | no names, numbers, dates or quotations to compare
        Он сказал: «Мы не уйдём». | Он сказал: «Мы не уйдём никогда». | quotation found word for word
        ",
    );
}
