/** First words of invite codes: plain, kind and easy to say. */
export const QUALITIES: readonly string[] = `
  able ample amber apt arctic autumn awake aware basic bold bonny brave brief bright brisk broad bronze brown calm
  candid careful caring central cheerful chief civil classic clean clear clever coastal common compact cool copper
  coral cosy crisp curious daily dapper daring dear deep direct distant double dry eager early earnest easy elder
  equal even exact fair faithful famous fancy fast festive final fine firm first fleet fluent fond formal frank
  free fresh friendly frosty full gallant general generous gentle giant gifted glad global golden good grand
  grateful great green handy happy hardy harvest helpful hidden high honest hopeful humble ideal indigo inland
  inner ivory jolly joint jovial keen kind known lasting lavender lean legal level light likely little lively
  local long lovely loyal lucky lunar magic main major mellow merry mighty mild modern modest moral morning native
  natural near neat new nimble noble normal northern novel olive open orange orderly outer patient peaceful pearl
  plain plucky poetic polite popular precise present pretty prime proper proud pure purple quick quiet rapid rare
  ready real regal regular rich rising robust rosy round royal rural rustic safe sage scarlet sensible serene
  settled shared sharp shining silent silver simple sincere smart smooth snowy social soft solar solid sound
  southern special spring stable starry steady still stout strong sturdy subtle summer sunny super sure swift tall
  tame teal tender tidy timely tiny total tough tranquil true trusty upper upright useful valid vast velvet violet
  vital vivid warm watchful welcome western whole wide willing windy winter wise witty wooden worthy yellow young
`
  .trim()
  .split(/\s+/)

/** Second words of invite codes: things that most people can picture. */
export const THINGS: readonly string[] = `
  acacia acorn alder almond anchor anvil apple apron arbor arch aspen atlas attic avocado bagel baker balcony
  bamboo banana banjo banner barley barn basin basket beacon beaver bell bench berry bicycle birch biscuit blanket
  blossom bonnet book bottle boulder bowl bramble branch bread breeze brick bridge broom brook brush bucket
  buffalo bugle butter button cabin cactus camel camera canal candle canoe canvas canyon caravan cargo carpet
  carrot castle cedar cello chair chalk cherry chestnut chimney cinnamon circle citrus clarinet clay cliff clock
  clover coast cobalt coconut comet compass corner cottage cotton cove cradle crane crayon creek crescent cricket
  crown cushion cypress daffodil dahlia daisy dawn delta desert diamond dolphin donkey door dragonfly drum dune
  eagle easel eclipse elbow elm ember emerald engine estuary fabric falcon farm feather fennel fern ferry fiddle
  field finch fjord flag flute foot forest fossil fountain fox galaxy garden garlic garnet gate gazelle geyser
  ginger giraffe glacier globe glove goat goose granite grape grove guitar gull hammer hammock harbor harp hat
  hazel heather hedge helmet heron hickory hill hinge honey horizon horse house iceberg igloo inkwell iris island
  ivy jackal jacket jasmine jasper jelly jetty jigsaw juniper kayak kettle key kingfisher kitchen kite kiwi ladder
  lagoon lake lamp lantern larch lark laurel leaf lemon lentil lighthouse lilac lily lime linen lion lizard llama
  lobster locket loom lotus magnet magnolia mango mantle maple marble marigold market marsh meadow melon meteor
  mill mint mirror mitten monsoon moon moss mountain mulberry museum mushroom mustard nectar needle nest nettle
  notebook nutmeg oak oar oasis oat ocean onion opal orbit orchard orchid osprey otter oven owl oyster paddle
  paddock palm panda panther papaya paper parrot parsley parsnip pasture path patio peach peacock peanut pear
  pebble pecan pelican pencil penguin pepper petal piano pier pigeon pillow pine pineapple planet plate plaza plum
  pocket pond poplar poppy porch potato prairie prism pudding pulley pumpkin puzzle quail quarry quartz quill
  quilt rabbit radio radish raft rain raven reed reef ribbon rice ridge river robin rocket roof root rope rose
  rowan ruby rudder rug saddle saffron sail salmon sandal sapphire satchel scarf school seal seed shell shepherd
  shore shovel sickle signal silk sky sled slipper snail spade sparrow spinach spindle spiral spoon spruce square
  squirrel star statue stone stork stove stream street sugar sun swallow swan sycamore table tambourine tapestry
  teapot temple tent terrace thimble thistle thyme tiger timber toast tomato torch tower trail train tree trellis
  trumpet tulip tunnel turnip turtle umbrella valley vanilla vase viaduct village vine violin wagon waffle walnut
  water wave well whale wheat wheel whistle willow window wool wren yard yarrow zebra zinnia
`
  .trim()
  .split(/\s+/)
