import Testing

@testable import DaylineTUI

@Test(
    "colours of the screen: the option, then NO_COLOR",
    arguments: [
        (ColorChoice.auto, "", true), (.auto, "1", false), (.always, "1", true),
        (.always, "", true), (.never, "", false), (.never, "1", false),
    ])
func color(_ choice: ColorChoice, _ noColor: String, _ expected: Bool) {
    #expect(choice.wantsColor(environment: ["NO_COLOR": noColor]) == expected)
}
